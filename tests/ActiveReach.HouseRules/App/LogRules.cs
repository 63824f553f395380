using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Nothing personal stands in a log.</summary>
public sealed partial class LogRules
{
    /// <summary>What the storage of the runtime says of itself: it never quotes a value, and whoever mends a full disk needs its words.</summary>
    private const string OfStorage = "embedded/Functions.Embedded/Hosting/RuntimeDatabase.cs";

    [Fact]
    public void No_exception_is_logged_with_its_message() => Verdict.None(
        Verdict.Some(SourceTree.Files(["functions", "embedded"], ".cs"), "source files").Where(file => file.Path != OfStorage).SelectMany(file => file.Find(WholeException())),
        "The message of an exception may quote a contact: log FaultText.Of(error), which has its kinds and its places.");

    [GeneratedRegex(@"\bLog(Trace|Debug|Information|Warning|Error|Critical)\((\s*(e|ex|error|exception|fault|failure)\s*,|.*\b(e|ex|error|exception|fault|failure)\.Message\b)")]
    private static partial Regex WholeException();
}
