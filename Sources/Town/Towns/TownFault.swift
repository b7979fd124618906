package import Vocabulary

/// Why a town was not made, started, stopped or removed.
package enum TownFault: ProblemConvertible, Hashable {
    case alreadyThere(path: String)
    case insideTown(path: String, town: String)
    case notEmpty(path: String)
    case holdsWork([String])
    case noTown(path: String)
    case survivors([String])
    /// Its removal was decided and is not at its end.
    case beingRemoved(path: String)
    /// Somebody brought the town up or added a rig while it was to be removed.
    case changedMeanwhile

    package var problem: Problem {
        switch self {
        case .alreadyThere(let path):
            Problem(.conflict, "there is already a town at \(path)", hints: ["`gt status` in it shows how it is."])
        case .insideTown(let path, let town):
            Problem(
                .refused,
                "\(path) is inside the town \(town); nothing was made",
                hints: ["Name a folder outside of it."]
            )
        case .notEmpty(let path):
            Problem(
                .conflict,
                "\(path) is not empty; nothing was made",
                hints: ["Name a new folder: a town removes its whole folder when it is uninstalled."]
            )
        case .holdsWork(let reasons):
            Problem(
                .refused,
                "the town holds work that is nowhere else; nothing was removed",
                causes: reasons,
                hints: [
                    "`gt uninstall <path> --backup <folder>` keeps all of it in a folder and then removes the town."
                ]
            )
        case .noTown(let path):
            Problem(.notFound, "there is no town at \(path)", hints: ["`gt install \(path)` makes one."])
        case .survivors(let names):
            Problem(
                .environment,
                "some processes of the town could not be ended",
                causes: names,
                hints: ["`gt down` tries again."]
            )
        case .beingRemoved(let path):
            Problem(
                .conflict,
                "the town at \(path) is being removed, or a killed command left it half removed",
                hints: ["`gt uninstall \(path)` removes the rest."]
            )
        case .changedMeanwhile:
            Problem(
                .conflict,
                "somebody brought the town up or added a rig meanwhile; the town was not removed",
                hints: ["Try again once nobody works with it."]
            )
        }
    }
}
