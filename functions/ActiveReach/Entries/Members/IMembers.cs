using ActiveReach.Ids;

namespace ActiveReach.Entries.Members;

/// <summary>Who belongs to those whom a triggered campaign watches, as it last looked. So coming in is told from being there, and whoever came in gets one
/// entry for it.</summary>
public interface IMembers
{
    /// <summary>How these stand; whoever was never inside is missing.</summary>
    Task<IReadOnlyList<Member>> FindAsync(CampaignId campaign, IReadOnlyList<ContactId> contacts, CancellationToken cancellation = default);

    /// <summary>The next of those who aren't outside, in order of their ids.</summary>
    Task<IReadOnlyList<Member>> NextAsync(CampaignId campaign, ContactId after, int limit, CancellationToken cancellation = default);

    /// <summary>Moves each contact, by itself, if they stand as they did; each contact once.</summary>
    /// <returns>Of each whether they stand as they were to.</returns>
    Task<IReadOnlyList<bool>> MoveAsync(CampaignId campaign, IReadOnlyList<MemberMove> moves, CancellationToken cancellation = default);
}

/// <summary>How a contact stands to those whom a campaign watches.</summary>
/// <param name="Visit">How often they have come in; never less than before, so that no visit has the entry of another.</param>
/// <param name="At">As of when that was found, in whole milliseconds: what was asked before then says nothing of them.</param>
public sealed record Member(ContactId Contact, int Visit, MemberState State, DateTimeOffset At)
{
    /// <summary>Somebody who was never inside.</summary>
    public static Member Unknown(ContactId contact) => new(contact, 0, MemberState.Outside, DateTimeOffset.UnixEpoch);
}

/// <summary>Stored: never renumber.</summary>
public enum MemberState
{
    Outside = 0,

    /// <summary>They came in, and have yet to get the entry for it.</summary>
    Coming = 1,
    Inside = 2,
}

/// <param name="From"><see cref="Member.Unknown"/> for somebody who is missing.</param>
/// <param name="To">Of the same contact.</param>
public sealed record MemberMove(Member From, Member To);
