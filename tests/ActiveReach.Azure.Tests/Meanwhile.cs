namespace ActiveReach.Azure.Tests;

/// <summary>Lets something happen between somebody's reads and writes: once, right before a container is written to.</summary>
public sealed class Meanwhile(string container) : DelegatingHandler
{
    private Func<Task>? what;

    public void Do(Func<Task> once) => what = once;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isWrite = request.Method == HttpMethod.Post && request.Headers.Contains("x-ms-cosmos-is-batch-request");
        if (isWrite && request.RequestUri!.AbsolutePath.Contains($"/colls/{container}/", StringComparison.Ordinal) && Interlocked.Exchange(ref what, null) is { } now)
            await now();
        return await base.SendAsync(request, cancellationToken);
    }
}
