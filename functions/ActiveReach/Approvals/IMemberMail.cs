namespace ActiveReach.Approvals;

/// <summary>Mail to the people who work with ActiveReach, never to contacts and never through a campaign's carrier.</summary>
public interface IMemberMail
{
    /// <summary>Sending the same id twice is sending it once, as far as the adapter can tell.</summary>
    Task SendAsync(MemberMail mail, CancellationToken cancellation = default);
}

/// <param name="Id">Deterministic.</param>
public sealed record MemberMail(string Id, string To, string Subject, string Text);
