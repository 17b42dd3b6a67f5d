// gumbo, an HTML5 parser. Nothing in it is variadic, so there is nothing to wrap.
#pragma once
#include <gumbo.h>
