using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Links;
using ActiveReach.Media;
using ActiveReach.Providers;
using ActiveReach.TemplateLibrary;
using Contracts.Documents;

namespace ActiveReach.Tests.Campaigns.Walks;

/// <summary>A template of the office, and what its vendor says of it.</summary>
internal sealed class VendorTemplate : ITemplateReviewer
{
    private const string Name = "launch";

    private static SavedMedia NoMedia { get; } = new(new MemoryDocuments());

    public Channel Channel => Channel.WhatsApp;

    /// <summary>Adds it and submits it.</summary>
    public static async Task OfferAsync(Office office)
    {
        var json = InputValue.Of(JsonElement.Parse("""{"name":"launch","language":"en","body":"Hi {{1}}, it is here."}"""));
        await new SaveTemplate(office.Templates, NoMedia, office.Clock).AddAsync(office.Sender, json);
        await SubmitAsync(office);
    }

    /// <summary>The vendor's word on the version that it was shown last, which it may take back later.</summary>
    public static async Task DecideAsync(Office office, bool isApproved)
    {
        if ((await office.Templates.FindAsync(office.Sender.Workspace, Name))?.Submitted is { Reference: { } reference })
            await office.HearReviewAsync(reference, isApproved, "It says too little.");
    }

    /// <summary>Makes another version and submits that.</summary>
    public static async Task MendAsync(Office office)
    {
        var before = (await office.Templates.FindAsync(office.Sender.Workspace, Name))!;
        var patch = JsonSerializer.SerializeToElement(new { body = $"Hi {{{{1}}}}, it is here, once more the {before.Revision}th." });
        await new SaveTemplate(office.Templates, NoMedia, office.Clock).ChangeAsync(office.Sender, Name, InputValue.Of(patch), null);
        await SubmitAsync(office);
    }

    public Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation) => Task.FromResult($"{submission.Workspace}:{submission.Name}:{submission.Body}");

    private static Task<LibraryTemplate> SubmitAsync(Office office) => new SubmitTemplate(office.Templates, NoMedia, new NoFiles(), new MediaLinks(new LinkSigner(new byte[32]), new Uri("https://reach.example")), new HouseProviders([new IdleCarrier(Channel.WhatsApp)], [new VendorTemplate()]), office.Clock).RunAsync(office.Sender, Name);

    /// <summary>The office has uploaded nothing.</summary>
    private sealed class NoFiles : IMediaFiles
    {
        public Task WriteAsync(string file, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default) => throw new NotSupportedException(file);

        public Task<Stream> OpenReadAsync(string file, CancellationToken cancellation = default) => throw new FileNotFoundException(file);

        public Task DeleteAsync(string file) => Task.CompletedTask;
    }
}
