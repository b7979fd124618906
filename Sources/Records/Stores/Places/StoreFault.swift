package import Layout
package import Vocabulary

/// Why no store could be found or opened.
package enum StoreFault: ProblemConvertible, Hashable {
    case noneFound(folder: String)
    /// The folder is there, but `init` did not end, or it is no folder of beads.
    case unfinished(BeadsFolder)
    /// The folder lies in a town but belongs to no finished rig.
    case noRig(folder: String, town: TownLayout)
    case outsideTown(folder: String)
    /// A variable names a folder that is no town.
    case noTown(root: String, variable: String)
    case unknownRig(RigName, town: TownLayout)
    /// A test's store and a program that is no test, or the other way round.
    case testBoundary(file: String, isTest: Bool)

    package var problem: Problem {
        switch self {
        case .noneFound:
            Problem(
                .notFound,
                "no beads database found",
                hints: [
                    "run 'bd where' to inspect the resolved workspace, or 'bd init' to create a new database\n"
                        + "      or set BEADS_DIR to point to your .beads directory"
                ]
            )
        case .unfinished(let beads):
            Problem(
                .notFound,
                "\(beads) names no finished ledger",
                hints: [
                    beads.hasUsualName
                        ? "`bd init` in \(beads.owner) makes or completes it."
                        : "A ledger's folder is called .beads: set BEADS_DIR or --db to one."
                ]
            )
        case .noRig(let folder, let town):
            Problem(
                .notFound,
                "\(folder) is in the town \(town.root) but is no finished rig",
                hints: ["`gt rig list` shows the rigs.", "`bd -C \(town.root) ...` means the town's own beads."]
            )
        case .outsideTown(let folder):
            Problem(
                .notFound,
                "\(folder) is in no town",
                hints: ["Go into a town or set GT_TOWN_ROOT.", "`gt install <path>` makes a town."]
            )
        case .noTown(let root, let variable):
            Problem(
                .notFound,
                "there is no town in \(root), which \(variable) names",
                hints: ["Correct or unset \(variable)."]
            )
        case .unknownRig(let name, let town):
            Problem(.notFound, "no rig \(name) in \(town.root)", hints: ["`gt rig list` shows the rigs."])
        case .testBoundary(let file, let isTest):
            Problem(
                .refused,
                isTest ? "\(file) was made by a test" : "\(file) was not made by a test",
                hints: ["GT_TEST_STORES=1 in the environment means stores of tests and no others."]
            )
        }
    }
}
