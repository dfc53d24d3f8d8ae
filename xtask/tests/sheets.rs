//! A style sheet gets shorter and means the same.

use xtask::bundle::squeeze;

#[test]
fn comments_and_blanks_without_a_meaning_go() {
    let css = "/* Colours. */
:root {
  --border: var(--ds-border, #091e4224);
  --dark: ;
  color: red;
}

.a > .b,
.a .b:not(.c) :hover {
  margin: 0 auto;
  content: 'a  ; /* b */';
}

@media (prefers-color-scheme: dark) and (min-width: 40em) {
  .a { width: calc(100% - 2px) }
}
";
    let short = ":root{--border:var(--ds-border,#091e4224);--dark: ;color:red}\
                 .a > .b,.a .b:not(.c) :hover{\
                 margin:0 auto;content:'a  ; /* b */'}@media (prefers-color-scheme:dark) and \
                 (min-width:40em){.a{width:calc(100% - 2px)}}";
    assert_eq!(squeeze(css), short);
}
