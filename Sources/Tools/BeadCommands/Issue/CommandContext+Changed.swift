import CommandKit
import Console
import JSON
import Ledger
import Views

extension CommandContext {
    /// Shows beads that were changed, as they are now: an array of objects, or a line each.
    ///
    /// With `--json` nothing is written where nothing was changed, because the error comes then.
    func showChanged(_ beads: [NamedBead], _ line: (Bead) -> String) throws {
        var objects: [JSON] = []
        for bead in beads {
            guard let now = try bead.ledger.read.bead(bead.id) else { continue }
            if options.json {
                objects.append(BeadObject.plain(now, labels: try bead.ledger.read.labels(of: bead.id)))
            } else {
                confirm(line(now))
            }
        }
        if options.json, !objects.isEmpty { console.output(.array(objects)) }
    }
}
