using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Access;

public sealed class RepeatedRequestTests : IAsyncLifetime
{
    private const string Members = "/api/workspaces/demo/members";

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task The_same_key_and_body_gives_the_same_answer_and_does_nothing_again()
    {
        var body = new { email = "new@example.com", role = "viewer" };

        var first = await app.Admin.PostJsonAsync(Members, body, ("Idempotency-Key", "one"));
        var second = await app.Admin.PostJsonAsync(Members, body, ("Idempotency-Key", "one"));

        Assert.Equal((HttpStatusCode.Created, first.Body), (second.Status, second.Body));
        Assert.Equal((first.Headers["ETag"], first.Headers["Location"]), (second.Headers["ETag"], second.Headers["Location"]));
        Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
        Assert.Equal(4, (await app.Admin.GetJsonAsync(Members)).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await app.Admin.PostJsonAsync(Members, new { email = "new@example.com", role = "viewer" }, ("Idempotency-Key", "one"));

        var other = await app.Admin.PostJsonAsync(Members, new { email = "other@example.com", role = "viewer" }, ("Idempotency-Key", "one"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal(["Idempotency-Key"], other.ProblemPaths);
    }

    [Fact]
    public async Task A_refusal_is_repeated_too()
    {
        var first = await app.Admin.PostJsonAsync(Members, new { email = "nobody", role = "viewer" }, ("Idempotency-Key", "one"));
        var second = await app.Admin.PostJsonAsync(Members, new { email = "nobody", role = "viewer" }, ("Idempotency-Key", "one"));

        Assert.Equal((HttpStatusCode.BadRequest, first.Body), (second.Status, second.Body));
        Assert.True(second.Headers.ContainsKey("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Callers_do_not_meet_in_their_keys()
    {
        var key = (await app.Admin.PostJsonAsync("/api/workspaces/demo/keys", new { name = "Other", role = "admin" })).Text("key");

        var first = await app.Admin.PostJsonAsync(Members, new { email = "a@example.com", role = "viewer" }, ("Idempotency-Key", "one"));
        var second = await app.As(key).PostJsonAsync(Members, new { email = "b@example.com", role = "viewer" }, ("Idempotency-Key", "one"));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created], [first.Status, second.Status]);
    }

    [Fact]
    public async Task Fifty_at_once_are_one()
    {
        var admin = app.Admin;
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            admin.PostJsonAsync("/api/workspaces/demo/keys", new { name = "Shop", role = "viewer" }, ("Idempotency-Key", "one"))));

        Assert.All(answers, answer => Assert.True(
            answer.Status is HttpStatusCode.Created || (answer.Status is HttpStatusCode.Conflict && answer.Headers["Retry-After"] == "1"), $"{answer.Status} {answer.Body}"));
        Assert.Single(answers.Where(answer => answer.Status is HttpStatusCode.Created).Select(answer => answer.Body).Distinct());
        Assert.Equal(4, (await admin.GetJsonAsync("/api/workspaces/demo/keys")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_kept_answer_can_not_be_read_from_the_file()
    {
        var made = await app.Admin.PostJsonAsync("/api/workspaces/demo/keys", new { name = "Shop", role = "viewer" }, ("Idempotency-Key", "one"));
        var secret = made.Text("key");

        await app.Host.StopAsync();
        var files = System.IO.Directory.GetFiles(app.Directory, "product.db*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Select(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return System.Text.Encoding.Latin1.GetString(bytes);
        }).ToList();

        Assert.Contains(files, file => file.Contains("admin@example.com", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.Contains(secret, StringComparison.Ordinal));
    }
}
