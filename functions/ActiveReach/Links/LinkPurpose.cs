namespace ActiveReach.Links;

/// <summary>What a signed link is for. Numbers are part of the signature: never renumber.</summary>
public enum LinkPurpose : byte
{
    Click = 1,
    Open = 2,
    Unsubscribe = 3,
    Approval = 4,
    Upload = 5,
    Media = 6,
    Inbox = 7,
    Domain = 8,
}
