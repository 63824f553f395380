using ActiveReach.Workspaces;

namespace ActiveReach.Outlets.Assignment;

/// <summary>The contacts of outlets. Whoever writes contacts puts them to the outlets of the moment.</summary>
public interface IOutletContacts
{
    /// <summary>Puts the next contacts to these outlets, in one transaction; from then on nobody is put to an older plan's. Once somebody has begun with newer ones, nobody
    /// is put to these: whoever asked is behind, and the assignment has been asked for anew since.</summary>
    /// <param name="after">Id of the last contact that was looked at; 0 to begin.</param>
    Task<PlacedContacts> PlaceAsync(WorkspaceId workspace, OutletDirectory outlets, long after, int limit, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Contacts by what put them to their outlet: those of one outlet, or all.</summary>
    Task<IReadOnlyDictionary<OutletSource, long>> CountAsync(WorkspaceId workspace, OutletId? outlet = null, CancellationToken cancellation = default);
}

/// <param name="Last">Id of the last one that was looked at; null where there was none.</param>
/// <param name="Seen">Contacts looked at: fewer than were asked for at the end.</param>
/// <param name="Changed">Of them, those who got another outlet.</param>
public readonly record struct PlacedContacts(long? Last, int Seen, int Changed);
