using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Workspaces;

namespace ActiveReach.Channels.Tests.Vendors;

/// <summary>What the tests of all reviewers of templates need.</summary>
internal static class Submitted
{
    public static TemplateSubmission Template(string name) => new(new WorkspaceId("demo"), name, "en", "For {{1}}", "Hi {{1}}, our {{2}} launch.", "STOP to opt out");

    /// <summary>A file that stands for what campaigns will show.</summary>
    /// <param name="of">How large it is said to be; null: as it is.</param>
    public static HeaderExample Example(byte[] bytes, MediaType? type = null, long? of = null) => new(
        new MediaItem
        {
            Id = "med_1",
            Workspace = new WorkspaceId("demo"),
            Name = "a sale.pdf",
            Type = (type ?? MediaType.Pdf).Name,
            Bytes = of ?? bytes.Length,
            Sha256 = "",
            File = "f",
            By = "sender@example.com",
            CreatedAt = Sent.Now,
            CheckedAt = Sent.Now,
        },
        "https://reach.example/m/token",
        _ => Task.FromResult<Stream>(new MemoryStream(bytes)));

    /// <summary>What a template is refused for before anybody reviews it.</summary>
    public static async Task<(string Path, string Code)> RefusedAsync(this ITemplateReviewer reviewer, TemplateSubmission submission)
    {
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => reviewer.SubmitAsync(submission, CancellationToken.None));
        Assert.Equal(422, refused.Status);
        return (refused.Problems[0].Path, refused.Problems[0].Code);
    }
}
