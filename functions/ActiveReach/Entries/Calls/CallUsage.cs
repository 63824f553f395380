using System.Globalization;
using ActiveReach.Audiences;
using ActiveReach.Documents;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Calls;

/// <summary>Counts the contacts that calls fired for, where the plan of the workspace limits them.</summary>
public sealed class CallUsage(IDocuments documents, TimeProvider clock)
{
    private static readonly DocumentKind<Used> Kind = new("fired", used => used.Period);

    /// <exception cref="PaymentRequiredException">The plan doesn't allow so many more.</exception>
    public async Task ChargeAsync(Workspace workspace, int contacts, CancellationToken cancellation = default)
    {
        var (plan, today) = (workspace.Of<CallSettings>(), LocalDay.In(workspace, clock));
        if (!plan.ApiCampaigns)
            throw new PaymentRequiredException("The plan of this workspace has no campaigns that are fired by a call (apiCampaigns): let an admin change the plan.");
        await ChargeAsync(workspace, "day", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), plan.FiredPerDay, contacts, cancellation);
        await ChargeAsync(workspace, "month", today.ToString("yyyy-MM", CultureInfo.InvariantCulture), plan.FiredPerMonth, contacts, cancellation);
    }

    private async Task ChargeAsync(Workspace workspace, string span, string period, long? most, int contacts, CancellationToken cancellation)
    {
        while (most is { } limit)
        {
            var stored = await documents.FindAsync(Kind, workspace.Id.Partition, period, cancellation);
            var used = new Used(period, (stored?.Value.Contacts ?? 0) + contacts);
            if (used.Contacts > limit)
                throw new PaymentRequiredException($"The plan of this workspace allows calls to fire for {limit} contacts a {span}; {stored?.Value.Contacts ?? 0} were in {period}, and this call is for {contacts}: fire for fewer, wait for the next {span}, or let an admin change the plan.");
            if (await documents.TryAsync(workspace.Id.Partition, stored is null ? Kind.Add(used) : Kind.Replace(used, stored.ETag), cancellation))
                return;
        }
    }

    private sealed record Used(string Period, long Contacts);
}
