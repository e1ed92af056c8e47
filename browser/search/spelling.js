// Other spellings: what an accented word looks like when the keyboard did not
// compose it, sounds that are taken for each other, letters that slipped.

// What an accented word looks like when the keyboard did not compose it.
function untyped(key) {
  var plain = key.replace(/([aeo])\1/g, "$1").replace(/dd/g, "d").replace(/w/g, "").replace(/[sfrxj]$/, "");
  return plain !== key && plain.length > 1 ? plain : "";
}

// Sounds that are taken for each other.
const SOUNDS = [["tr", "ch"], ["s", "x"], ["d", "gi"], ["d", "r"], ["gi", "r"], ["l", "n"], ["ngh", "ng"], ["gh", "g"], ["k", "c"], ["q", "k"], ["ph", "f"]];

const ENDS = [["n", "ng"], ["t", "c"], ["nh", "n"], ["ch", "c"], ["i", "y"]];

function alike(one, other) {
  function swapped(pairs, join) {
    return pairs.some((pair) => join(pair[0], pair[1]) || join(pair[1], pair[0]));
  }
  return (
    swapped(SOUNDS, (a, b) => one.lastIndexOf(a, 0) === 0 && b + one.slice(a.length) === other) ||
    swapped(ENDS, (a, b) => one.slice(-a.length) === a && one.slice(0, -a.length) + b === other)
  );
}

// Letters left out, put in, replaced or swapped; more than `most` is more.
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  var before = [], above = [], row = [], i, j;
  for (j = 0; j <= other.length; j++) above[j] = j;
  for (i = 1; i <= one.length; i++) {
    row = [i];
    for (j = 1; j <= other.length; j++) {
      var cost = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return above[other.length];
}

// The known words nearest to one, best first. `text` is the file of all words,
// each with a digit that says how often it occurs.
export function near(text, key) {
  var most = key.length > 6 ? 2 : 1, found = [], plain = untyped(key);
  (text.match(/[^0-9]+[0-9]/g) || []).forEach(function (entry) {
    var known = entry.slice(0, -1), often = +entry.slice(-1);
    if (known === key) return;
    var far = known === plain ? 0.2 : alike(key, known) ? 0.5 : distance(key, known, most);
    if (far <= most) found.push({ key: known, far: far - often / 40 - (known[0] === key[0] ? 0.2 : 0) });
  });
  found.sort((one, other) => one.far - other.far || (one.key < other.key ? -1 : 1));
  return found.slice(0, 4).map((near) => near.key);
}
