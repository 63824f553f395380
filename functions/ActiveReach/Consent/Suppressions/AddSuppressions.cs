using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Suppressions;

/// <summary>Puts addresses on the suppression list: all of a request, or nothing.</summary>
public sealed class AddSuppressions(ISuppressionStore suppressions, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <returns>How many addresses were given, and how many addresses and channels are new on the list.</returns>
    public async Task<(int Addresses, long Added)> RunAsync(Caller caller, ReadOnlyMemory<byte> body, SuppressionForm form, CancellationToken cancellation = default)
    {
        var country = (await workspaces.ReadAsync(caller.Workspace, cancellation)).HomeCountry;
        var entries = form switch
        {
            SuppressionForm.Csv => SuppressionFile.ReadCsv(body, country),
            SuppressionForm.Lines => SuppressionFile.ReadLines(body, country),
            _ => SuppressionRules.Read(JsonInput.Read(body), country),
        };
        var now = clock.GetUtcNow();
        var told = new AuditEntry(caller.Workspace, now, caller.Member, "suppressions.added", caller.Workspace.Value, $"{entries.Count} addresses");
        return (entries.Count, await suppressions.AddAsync(caller.Workspace, entries, now, told, cancellation));
    }
}

/// <summary>How addresses are written down.</summary>
public enum SuppressionForm
{
    Json,
    Csv,

    /// <summary>A JSON object a line.</summary>
    Lines,
}
