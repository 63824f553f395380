using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>What callers send is read in one way, so that every answer to bad input names path, value and remedy.</summary>
public sealed partial class InputRules
{
    private const string Reader = "functions/ActiveReach/Inputs/";

    private static readonly string[] NoInput =
    [
        // The carrier's own outbox, which it has written itself.
        "functions/ActiveReach.Channels/Sandbox/SandboxMessage.cs",
        "functions/ActiveReach.Channels/Sandbox/SandboxCards.cs",

        // A caller of the app, which reads the app's answers.
        "functions/ActiveReach.Functions/Hosting/Embedded/Demo/",
    ];

    [Fact]
    public void What_callers_send_as_json_is_read_by_the_reader_of_inputs() => Verdict.None(
        Verdict.Some(SourceTree.Files(["functions/ActiveReach", "functions/ActiveReach.Channels", "functions/ActiveReach.Functions"], ".cs"), "source files")
            .Where(file => !file.Path.StartsWith(Reader, StringComparison.Ordinal) && !NoInput.Any(place => file.Path.StartsWith(place, StringComparison.Ordinal)))
            .SelectMany(file => file.Find(HandReading())),
        $"Take an InputValue ({Reader}), from request.ReadJsonAsync, JsonInput or InputValue.Of, and read it with its members: it notes path, value and remedy, and all problems at once.");

    [GeneratedRegex(@"\bTryGetProperty\(|\.GetProperty\(""|\bValueKind\b|\bEnumerate(Object|Array)\(|\bJsonDocument\b|\bJsonProperty\b|\bJsonNode\.Parse\(|\bnew Utf8JsonReader\b|\bReadFromJsonAsync\b|Deserialize.*\bWire\.Strict\b")]
    private static partial Regex HandReading();
}
