using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Who did what is known exactly as long as what was done.</summary>
public sealed partial class AuditRules
{
    /// <summary>The port with its adapter, whoever lists the trail, and those who record what changes nothing.</summary>
    private static readonly string[] Holders =
    [
        "functions/ActiveReach/Workspaces/AuditTrail.cs",
        "functions/ActiveReach.Sqlite/Workspaces/AuditRows.cs",
        "functions/ActiveReach.Functions/Http/HttpRegistration.cs",
        "functions/ActiveReach.Functions/Workspaces/AuditFunctions.cs",
        "functions/ActiveReach/Disclosure/DiscloseContact.cs",
    ];

    [Fact]
    public void The_audit_entry_of_a_change_goes_with_it_to_the_store() => Verdict.None(
        Verdict.Some(SourceTree.Files("functions", ".cs"), "source files")
            .Where(file => !Holders.Contains(file.Path, StringComparer.Ordinal))
            .SelectMany(file => file.Find(Trail())),
        "A crash between a change and its entry must lose neither: give the AuditEntry to the port that writes the change, which writes both in one transaction.");

    [GeneratedRegex("\\bAuditTrail\\b(?!\\.Tell\\()")]
    private static partial Regex Trail();
}
