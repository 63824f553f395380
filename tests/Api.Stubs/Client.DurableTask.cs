namespace Microsoft.DurableTask;

public abstract class AsyncPageable<T> : IAsyncEnumerable<T> where T : notnull
{
    protected AsyncPageable() { }
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

public sealed class Page<T> where T : notnull
{
    public Page(IReadOnlyList<T> values, string? continuationToken = null) => throw new NotSupportedException();
    public IReadOnlyList<T> Values => throw new NotSupportedException();
    public string? ContinuationToken => throw new NotSupportedException();
}
