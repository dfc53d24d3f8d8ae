// The program of the merge check in one file, so that no bundler has to know WebAssembly: `cargo xtask forge` puts
// it into `build/merge-check/program.js`, with what wasm-bindgen wrote there.
import { check, initSync } from './build/merge-check/glue.js';
import program from './build/merge-check/glue_bg.wasm';

initSync({ module: program });

export { check };
