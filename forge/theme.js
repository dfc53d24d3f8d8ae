// Lets a page without the app follow the theme of Bitbucket's page around it.
import { view } from '@forge/bridge';

view.theme.enable().catch(() => {});
