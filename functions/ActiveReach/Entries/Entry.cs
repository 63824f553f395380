using ActiveReach.Ids;

namespace ActiveReach.Entries;

/// <summary>What makes an entry the only one of its campaign: whom it is for, and what for.</summary>
/// <param name="Occasion">An event, a call, a year, a re-entry period: 1 to 250 characters.</param>
public readonly record struct EntryKey(ContactId Contact, string Occasion)
{
    private const char Between = '/';

    /// <summary>The key as the ledger keeps it, as the occurrence of its message.</summary>
    public override string ToString() => $"{Contact}{Between}{Occasion}";

    public static bool TryParse(string text, out EntryKey key)
    {
        key = default;
        if (text.IndexOf(Between, StringComparison.Ordinal) is not (> 0 and var at) || !ContactId.TryParse(text[..at], out var contact))
            return false;
        key = new EntryKey(contact, text[(at + 1)..]);
        return true;
    }
}

/// <summary>Somebody who is to get the message of a standing campaign.</summary>
/// <param name="DueAt">Business time before which it isn't sent, in whole milliseconds.</param>
/// <param name="Content">What the message may name as <c>event.NAME</c>: a JSON object of at most <see cref="LargestBytes"/> bytes, as text; null for nothing.</param>
public sealed record NewEntry(EntryKey Key, DateTimeOffset DueAt, string? Content = null)
{
    /// <summary>Longest content, as UTF-8 without white space.</summary>
    public const int LargestBytes = 16 * 1024;
}

/// <param name="Run">The run that has taken it.</param>
/// <param name="Reason">Why it was cancelled.</param>
public sealed record Entry(EntryKey Key, DateTimeOffset DueAt, EntryState State, string? Content = null, RunId? Run = null, string? Reason = null);

/// <summary>Stored: never renumber.</summary>
public enum EntryState
{
    Waiting = 0,

    /// <summary>A run has it: what becomes of it stands in the ledger.</summary>
    Taken = 1,
    Cancelled = 2,
}

/// <summary>How many there are, each counted up to <see cref="IEntries.MostCounted"/>.</summary>
public sealed record EntryCounts(long Waiting, long Cancelled);
