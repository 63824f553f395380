using System.Globalization;
using System.Text;
using ActiveReach.Ids;

namespace ActiveReach.Inbox;

public enum HitKind
{
    Open = 1,

    /// <summary>An open by a machine.</summary>
    MachineOpen = 2,
    Click = 3,
    Unsubscribe = 4,

    /// <summary>From the topic of the message only.</summary>
    UnsubscribeTopic = 5,

    /// <summary>Takes an unsubscription back.</summary>
    Resubscribe = 6,
    ResubscribeTopic = 7,

    /// <summary>A click by a machine.</summary>
    MachineClick = 8,

    /// <summary>An app has fetched it.</summary>
    Fetch = 9,
}

/// <summary>Somebody followed an address of a message.</summary>
/// <param name="Rule">What told a machine from a person; see <see cref="Machines.MachineRules"/>.</param>
public sealed record Hit(HitKind Kind, LedgerAddress Address, DateTimeOffset At, string? Rule = null)
{
    public const string Source = "hit";

    public InboxEvent ToInboxEvent() => new(
        Source, null, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)Kind} {At.ToUnixTimeMilliseconds()} {Address}{(Rule is null ? "" : " ")}{Rule}")), At);

    public static Hit? Read(ReadOnlySpan<byte> payload)
    {
        var parts = Encoding.UTF8.GetString(payload).Split(' ', 4);
        return parts.Length >= 3 && Enum.TryParse<HitKind>(parts[0], out var kind) && LedgerAddress.TryParse(parts[2], out var address)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new Hit(kind, address, DateTimeOffset.FromUnixTimeMilliseconds(at), parts.ElementAtOrDefault(3))
            : null;
    }
}
