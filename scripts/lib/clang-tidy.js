'use strict'
// The options of clang-tidy that .clang-tidy cannot hold.

// The commands are those of g++. clang knows other warnings, and checks the annotations of
// src/base/thread_annotations.h. The analyzer follows calls within the project, not into the
// standard library, which takes half of the time.
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
