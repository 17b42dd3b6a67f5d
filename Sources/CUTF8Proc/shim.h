// utf8proc: Unicode properties, used for display width only.
#pragma once
#include <utf8proc.h>
