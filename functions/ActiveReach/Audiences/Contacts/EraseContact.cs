using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Contacts;

/// <summary>Erases what is known of a person, wherever it is kept: profile, consents, events, and what other features keep (the words of
/// their replies, what came in from them and waits). Hashes of the addresses stay on the suppression list; rows of the ledger and orders
/// stay without a name. Doing it again, or dying in the middle of it, does no harm.</summary>
public sealed class EraseContact(IContactStore contacts, IEnumerable<IErasureStep> steps, TimeProvider clock)
{
    public async Task RunAsync(Caller caller, Contact contact, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();

        // The profile goes after the rest, with all that hangs on it: until then the erasure can be asked for again.
        await EraseElsewhereAsync();
        var told = new AuditEntry(caller.Workspace, now, caller.Member, "contact.erased", contact.Id.ToString());
        await contacts.EraseAsync(caller.Workspace, contact.Id, now, told, cancellation);

        // What was being applied meanwhile may have come behind its step. What is still being applied finds no profile when it is done.
        await EraseElsewhereAsync();

        async Task EraseElsewhereAsync()
        {
            foreach (var step in steps)
                await step.EraseAsync(caller.Workspace, contact, cancellation);
        }
    }
}
