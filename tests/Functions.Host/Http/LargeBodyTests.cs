using System.Net;
using System.Text;
using Functions.Host.MainRoad;

namespace Functions.Host.Http;

/// <summary>Requests reach a function through two web servers, the host's and the worker's.</summary>
[Collection(nameof(PublishedApp))]
public sealed class LargeBodyTests(PublishedApp app)
{
    /// <summary>More than Kestrel takes unless told otherwise, and less than both the host and the function do.</summary>
    private const int Bytes = 31 * 1024 * 1024;

    [AzuriteFact]
    public async Task A_body_that_the_host_lets_in_is_refused_by_nobody_but_the_function()
    {
        using var file = new StringContent(new string('x', Bytes), Encoding.UTF8, "text/csv");
        using var answer = await app.Admin.PostAsIsAsync("suppressions", file);

        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode}: {said}");
        Assert.Empty(answer.Headers.Server);
    }
}
