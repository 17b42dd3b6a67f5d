// cmark-gfm, GitHub's CommonMark parser. Nothing in it is variadic; node kinds of extensions are
// run-time values, so they are recognised by their type string.
#pragma once
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
