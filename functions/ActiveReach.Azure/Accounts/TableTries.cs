using Azure;

namespace ActiveReach.Azure.Accounts;

/// <summary>Tries of a conditional write: after a conflict, or an answer that got lost, everything is read and decided again.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
internal sealed class TableTries(TimeProvider time)
{
    private const int Most = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);

    private int made = 1;

    /// <summary>Somebody else was faster: it is there already, has changed, or is gone.</summary>
    public static bool IsConflict(Exception error) => error is RequestFailedException { Status: 404 or 409 or 412 };

    /// <summary>What was to be added is there already.</summary>
    public static bool IsThere(Exception error) => error is RequestFailedException { Status: 409 };

    /// <summary>Whether it may be tried once more.</summary>
    public bool MayRepeat(Exception error) => made < Most && (IsConflict(error) || IsDoubtful(error));

    /// <summary>A pause that grows, by chance of another length for each of those who met.</summary>
    public Task PauseAsync()
    {
        var pause = FirstPause * (1 << Math.Min(made++, 5)) * Random.Shared.NextDouble();
        return Task.Delay(pause, time);
    }

    /// <summary>Nobody knows whether it was made.</summary>
    private static bool IsDoubtful(Exception error) =>
        error is RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or AggregateException or IOException or OperationCanceledException;
}
