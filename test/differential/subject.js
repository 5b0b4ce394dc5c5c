'use strict'
class Subject {}
module.exports = { Subject }
