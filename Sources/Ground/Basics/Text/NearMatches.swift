/// The words among `names` that `word` may have been meant to be, nearest first, three at most.
///
/// Near is two edits away (one for words of three letters or fewer), or a word that begins with
/// `word`.
package func nearMatches(_ word: String, among names: some Sequence<String>) -> [String] {
    let typed = Array(word.lowercased().utf8)
    guard !typed.isEmpty else { return [] }
    let limit = typed.count <= 3 ? 1 : 2
    var found: [(name: String, distance: Int)] = []
    for name in names {
        let letters = Array(name.lowercased().utf8)
        if letters.starts(with: typed), typed.count > 1 {
            found.append((name, 1))
        } else if abs(letters.count - typed.count) <= limit {
            let edits = editDistance(typed, letters)
            if edits <= limit, edits < max(typed.count, letters.count) { found.append((name, edits)) }
        }
    }
    found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return found.prefix(3).map(\.name)
}
