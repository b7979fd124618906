/// Why a line of an import is no bead.
package struct BeadLineFault: Error, Hashable {
    package let reason: String
}
