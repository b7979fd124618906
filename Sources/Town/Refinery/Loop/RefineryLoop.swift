import Effects
import Host
package import Layout
import Vocabulary

/// `gt refinery run`: passes, one after another, and sleep in between until somebody rings.
package struct RefineryLoop {
    private let rig: RigLayout
    private let bell: Bell
    private let say: (String) -> Void

    /// How long the loop sleeps at most when nobody rings.
    package static let longestSleep = Duration.seconds(60)

    /// Listens from now on, so that nothing is missed between a pass and the sleep after it.
    package init(rig: RigLayout, say: @escaping (String) -> Void) throws {
        self.rig = rig
        bell = try Bell(at: rig.refineryBell)
        self.say = say
    }

    /// Runs `pass` again and again until `isOver`; it is told whether the bell was rung.
    ///
    /// A pass that fails is told of and tried again, at first soon. `rest` is called before each
    /// sleep, for what should not be held meanwhile.
    package func run(
        _ pass: (_ isRung: Bool) throws -> RefineryEngine.Pass,
        rest: () -> Void,
        isOver: () -> Bool = { false }
    ) {
        var bell = bell
        var isRung = true
        var (failures, races) = (0, 0)
        while !isOver() {
            var sleep = Self.longestSleep
            do {
                switch try pass(isRung) {
                case .worked(let fates):
                    // The first lost race is most often one; what goes on losing waits for something else than another try.
                    races = fates.values.contains { $0 != .returned } ? 0 : races + 1
                    sleep = races < 2 ? .zero : min(sleep, .seconds(1 << min(races - 2, 6)))
                case .gathering(let time): sleep = min(sleep, time)
                case .idle, .stopped: break
                }
                failures = 0
                let isLosing = races > 1
                let text = "what was tested did not get onto the remote, \(races) times in a row"
                PassFault.keep(isLosing ? text : nil, rig)
            } catch {
                let problem = Problem(describing: error)
                let text = ([problem.summary] + problem.causes).joined(separator: ": ")
                say(text)
                PassFault.keep(text, rig)
                failures += 1
                sleep = min(sleep, .seconds(1 << min(failures, 6)))
            }
            rest()
            // The folder of caches may be emptied at any time, and a bell without a file is deaf.
            if !Files.exists(bell.path), let again = try? Bell(at: bell.path) { bell = again }
            isRung = sleep == .zero || bell.wait(limit: sleep)
        }
    }
}
