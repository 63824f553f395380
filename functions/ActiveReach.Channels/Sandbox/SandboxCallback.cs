namespace ActiveReach.Channels.Sandbox;

/// <summary>Where the carrier reports to: the app itself, whatever address its links carry.</summary>
/// <param name="Address">The app's own address, e.g. <c>http://127.0.0.1:7071</c>; null until it listens.</param>
/// <param name="Secret">Of the webhook route (<c>ActiveReach__WebhookSecrets__acs</c>).</param>
/// <param name="WhatsAppSecret">Signs what comes as from Meta (<c>ActiveReach__WebhookSecrets__whatsapp</c>).</param>
/// <param name="RcsSecret">Signs what comes as from Google (<c>ActiveReach__WebhookSecrets__rcs</c>).</param>
/// <param name="Busy">Marks the process busy until disposed, so that a simulated clock waits for what is under way; null on real
/// time.</param>
public sealed record SandboxCallback(Func<Uri?> Address, string Secret, string WhatsAppSecret, string RcsSecret, Func<IDisposable>? Busy = null);
