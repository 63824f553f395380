using System.Net;
using System.Net.Http.Headers;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Media;

/// <summary>The signed link of an upload, as mail programs, players and carriers fetch it.</summary>
public sealed class MediaFileTests : IAsyncLifetime
{
    private static readonly byte[] Film = Filled(SomeFiles.Film(bytes: 3_000_000));

    private RunningApp app = null!;
    private string path = null!;

    public async Task InitializeAsync()
    {
        app = await RunningApp.StartAsync();
        var sent = await app.Sender.SendAsync(HttpMethod.Post, "/api/workspaces/demo/media?name=caf%C3%A9.mp4", Film, "video/mp4");
        path = new Uri(sent.Text("url")).AbsolutePath;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Anybody_with_the_link_gets_the_whole_file_once_and_is_told_that_it_never_changes()
    {
        Assert.StartsWith("/m/", path, StringComparison.Ordinal);
        using var whole = await app.Nobody.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "video/mp4", Film.Length), (whole.StatusCode, whole.Content.Headers.ContentType!.MediaType, whole.Content.Headers.ContentLength));
        Assert.Equal(Film, await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal(("nosniff", "bytes"), (whole.Headers.GetValues("X-Content-Type-Options").Single(), whole.Headers.AcceptRanges.Single()));
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", whole.Headers.NonValidated["Cache-Control"]));
        Assert.Equal("inline", whole.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("café.mp4", whole.Content.Headers.ContentDisposition.FileNameStar);

        using var known = await GetAsync(HttpMethod.Get, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        using var head = await GetAsync(HttpMethod.Head, _ => { });
        Assert.Equal((HttpStatusCode.OK, Film.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_carrier_may_ask_for_it_with_an_ending_that_tells_the_type()
    {
        using var named = await app.Nobody.GetAsync($"{path}.mp4");
        Assert.Equal(Film, await named.Content.ReadAsByteArrayAsync());
        using var other = await app.Nobody.GetAsync($"{path[..^1]}.mp4");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory]
    [InlineData(0, 99)]
    [InlineData(1_500_000, 1_500_000)]
    [InlineData(2_999_999, null)]
    [InlineData(null, 500)]
    public async Task A_player_gets_the_part_that_it_asks_for(int? from, int? to)
    {
        using var part = await GetAsync(HttpMethod.Get, request => request.Headers.Range = new RangeHeaderValue(from, to));
        var first = from ?? Film.Length - to!.Value;
        var last = from is null ? Film.Length - 1 : to ?? Film.Length - 1;
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(new ContentRangeHeaderValue(first, last, Film.Length), part.Content.Headers.ContentRange);
        Assert.Equal(Film[first..(last + 1)], await part.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_part_behind_the_end_is_none()
    {
        using var none = await GetAsync(HttpMethod.Get, request => request.Headers.Range = new RangeHeaderValue(Film.Length, null));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, new ContentRangeHeaderValue(Film.Length)), (none.StatusCode, none.Content.Headers.ContentRange));
    }

    [Fact]
    public async Task A_link_that_was_changed_or_whose_file_is_gone_leads_nowhere_and_is_not_kept()
    {
        foreach (var wrong in new[] { path[..^1] + (path[^1] == 'A' ? 'B' : 'A'), path + "A", "/m/x", "/m/" + new string('A', 300) })
        {
            using var answer = await app.Nobody.GetAsync(wrong);
            Assert.Equal((HttpStatusCode.NotFound, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
        }

        var id = (await app.Viewer.GetJsonAsync("/api/workspaces/demo/media")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        await app.Sender.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/media/{id}");
        using var gone = await app.Nobody.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(HttpMethod method, Action<HttpRequestMessage> add)
    {
        using var request = new HttpRequestMessage(method, path);
        add(request);
        return await app.Nobody.SendAsync(request);
    }

    private static byte[] Filled(byte[] film)
    {
        new Random(7).NextBytes(film.AsSpan(1000, 2_900_000));
        return film;
    }
}
