namespace ActiveReach.Functions.Hosting;

/// <summary><c>health</c>: asks the app that listens on this machine, for whoever watches over a container that has no other program.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static bool IsAskedFor(string[] args) => args is ["health", ..];

    /// <param name="url">Where it was told to listen.</param>
    /// <returns>The exit code: 0 when its stores answer.</returns>
    public static async Task<int> RunAsync(string url, TextWriter output, TextWriter errors)
    {
        var address = new UriBuilder(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal)) { Path = "api/ready" };
        if (address.Host is "0.0.0.0" or "[::]")
            address.Host = "127.0.0.1";
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(address.Uri);
            await (answer.IsSuccessStatusCode ? output : errors).WriteLineAsync($"{address.Uri} answers {(int)answer.StatusCode}.");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            await errors.WriteLineAsync($"{address.Uri} does not answer.");
            return 1;
        }
    }
}
