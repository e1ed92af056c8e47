// Bits as text: numbers that never fall and codes of symbols, as
// src/render/index/bits.rs and huffman.rs write them.

const SIX = {};

"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".split("").forEach(function (letter, value) {
  SIX[letter] = value;
});

const MOST_ONES = 12, WINDOW = 32;

export function Bits(text) {
  this.text = text;
  this.at = 0;
  this.left = 0;
  this.six = 0;
}

Bits.prototype.bit = function () {
  if (!this.left) {
    this.six = SIX[this.text[this.at++]];
    this.left = 6;
  }
  return (this.six >> --this.left) & 1;
};

Bits.prototype.take = function (count) {
  var value = 0;
  while (count--) value = (value << 1) | this.bit();
  return value;
};

// A number of any size, above zero.
Bits.prototype.number = function () {
  var more = 0;
  while (!this.bit()) more++;
  return (1 << more) | this.take(more);
};

// Numbers that never fall; of numbers that rise each is told less as many
// as are before it.
Bits.prototype.ascending = function (universe, rising) {
  var length = this.number() - 1, all = [], sum = Math.floor(universe / Math.max(1, length)), count = 1, last = 0;
  for (var at = 0; at < length; at++) {
    var bits = 0, ones = 0, gap;
    while ((count << bits) * 3 < sum * 2) bits++;
    while (ones < MOST_ONES && this.bit()) ones++;
    gap = (ones << bits) + (ones < MOST_ONES ? this.take(bits) : this.number() - 1);
    last += gap;
    all.push(rising ? last + at : last);
    sum += gap;
    if (++count === WINDOW) {
      sum = Math.floor(sum / 2);
      count /= 2;
    }
  }
  return all;
};

// A symbol of a code: `counts[n]` symbols take n + 1 bits.
Bits.prototype.symbol = function (counts) {
  for (var length = 0, code = 0, first = 0, index = 0; length < counts.length; length++) {
    code |= this.bit();
    if (code - first < counts[length]) return index + code - first;
    index += counts[length];
    first = (first + counts[length]) << 1;
    code <<= 1;
  }
  throw new Error("bits");
};

// The code of which it is told how many bits every symbol takes.
export function codeOf(lengths) {
  var code = { counts: [], symbols: [] };
  for (var length = 1; length < 32; length++) {
    code.counts.push(0);
    for (var symbol = 0; symbol < lengths.length; symbol++) {
      if (parseInt(lengths[symbol], 36) !== length) continue;
      code.counts[length - 1]++;
      code.symbols.push(symbol);
    }
  }
  return code;
}
