namespace ActiveReach.Retention;

/// <summary>Something that the app keeps for a time that whoever operates it has set, whosever it is.</summary>
public interface IAppRetention
{
    /// <summary>Removes what was kept long enough.</summary>
    /// <returns>How much.</returns>
    Task<long> RemoveOldAsync(DateTimeOffset now, CancellationToken cancellation = default);
}
