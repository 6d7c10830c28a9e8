#include "job.hpp"
