using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>Closes an outlet. Contacts whom the system had put there go elsewhere; those whose profile says so keep its name.</summary>
public sealed class RemoveOutlet(OutletRegister outlets, IOutletContacts contacts, ICampaignsOfOutlets campaigns, AssignOutlets assign, TimeProvider clock)
{
    /// <param name="condition">Throws when the outlet isn't the one that the caller means to remove.</param>
    /// <exception cref="ConflictException">Contacts refer to it and <paramref name="reassign"/> is off, or campaigns do.</exception>
    public async Task RunAsync(Caller caller, OutletId id, Action<Outlet> condition, bool reassign, CancellationToken cancellation = default)
    {
        while (true)
        {
            var outlet = await outlets.FindAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("outlet", id.Value);
            condition(outlet);
            var use = new OutletUse(await contacts.CountAsync(caller.Workspace, id, cancellation), await campaigns.CountAsync(outlet, cancellation));
            if (use.Campaigns > 0 || (use.AllContacts > 0 && !reassign))
                throw OutletRefusal.InUse(outlet, use);
            var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "outlet.removed", id.Value, outlet.Name);
            if ((await outlets.TryRemoveAsync(outlet, told.At, told, cancellation)).Outcome is OutletOutcome.Stale)
                continue;
            await assign.EnqueueAsync(caller.Workspace, cancellation);
            return;
        }
    }
}

/// <summary>Campaigns that name outlets: whatever keeps campaigns answers.</summary>
public interface ICampaignsOfOutlets
{
    /// <summary>Those that aren't over and name the outlet by its id, its name or its external id.</summary>
    Task<long> CountAsync(Outlet outlet, CancellationToken cancellation = default);
}

/// <summary>How many refer to an outlet.</summary>
/// <param name="Contacts">By what put them there.</param>
/// <param name="Campaigns">Those that aren't over.</param>
public sealed record OutletUse(IReadOnlyDictionary<OutletSource, long> Contacts, long Campaigns)
{
    public long AllContacts => Contacts.Values.Sum();
}
