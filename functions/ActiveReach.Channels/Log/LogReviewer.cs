using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Channels.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Inbox;
using ActiveReach.Providers;

namespace ActiveReach.Channels.Log;

/// <summary>Approves every template at once, since nobody gets what is made of it.</summary>
internal sealed class LogReviewer(AcceptEngagement inbox, TimeProvider clock) : ITemplateReviewer
{
    public Channel Channel => Channel.WhatsApp;

    public bool TakesHeaderMedia => true;

    public async Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var reference = "log-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{submission.Workspace}|{submission.Name}|{submission.Language}")))[..32];
        var verdict = new { field = "message_template_status_update", value = new { @event = "APPROVED", message_template_id = reference } };
        await inbox.AcceptAsync([new InboxEvent(WhatsAppEventReader.Name, null, JsonSerializer.SerializeToUtf8Bytes(verdict, VendorJson.Options), clock.GetUtcNow())]);
        return reference;
    }
}
