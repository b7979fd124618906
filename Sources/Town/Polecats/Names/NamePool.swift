package import Vocabulary

/// The names seats of a rig get, in the order in which they are given out.
package struct NamePool: Hashable, Sendable {
    package let names: [SeatName]

    /// The rig's own names where it has any, else the built-in ones.
    package init(custom: [SeatName] = []) { names = custom.isEmpty ? NamePool.builtIn : custom }

    /// The first name that nobody uses; when all are used, `seat-51`, `seat-52` and so on.
    package func first(where isFree: (SeatName) throws -> Bool) rethrows -> SeatName? {
        for name in names where try isFree(name) { return name }
        for number in (names.count + 1)...(names.count + 1000) {
            guard let name = SeatName("seat-\(number)") else { continue }
            if try isFree(name) { return name }
        }
        return nil
    }

    /// The number of a name, from 0, which stays the same whoever comes and goes; `nil` for one that the pool does not give.
    package func slot(of name: SeatName) -> Int? {
        if let place = names.firstIndex(of: name) { return place }
        guard name.description.hasPrefix("seat-"), let number = Int(name.description.dropFirst(5)) else { return nil }
        return number > names.count ? number - 1 : nil
    }

    private static let builtIn: [SeatName] = [
        "furiosa", "nux", "slit", "rictus", "toast", "capable", "cheedo", "angharad", "dag", "valkyrie", "keeper",
        "ace", "morsov", "organic", "corpus", "immortan", "bullet", "doof", "coma", "prime", "glory", "max", "goose",
        "fifi", "toecutter", "bubba", "johnny", "cundalini", "mudguts", "starbuck", "wez", "humungus", "pappagallo",
        "gyro", "feral", "toadie", "zetta", "curmudgeon", "savannah", "aunty", "master", "blaster", "ironbar",
        "pigkiller", "jedediah", "scrooloose", "dementus", "octoboss", "scabrous", "jack",
    ].compactMap { SeatName($0) }
}
