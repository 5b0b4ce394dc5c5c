'use strict'
// The options of clang-tidy that .clang-tidy cannot hold.

// The compile commands are written for g++, so clang ignores warning options that it does not know.
// It also checks the annotations of src/base/thread_annotations.h. The analyzer does not follow
// calls into the standard library, which would take half of the time.
const clangOptions = [
  '-Wno-unknown-warning-option',
  '-Wthread-safety',
  '-Xclang',
  '-analyzer-config',
  '-Xclang',
  'c++-stdlib-inlining=false'
]

const tidyOptions = ['--quiet', ...clangOptions.map((option) => `--extra-arg=${option}`)]

module.exports = { tidyOptions }
