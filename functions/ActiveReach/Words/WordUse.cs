namespace ActiveReach.Words;

/// <summary>What a word or phrase may do in a text. One may do several things, also in different languages.</summary>
[Flags]
internal enum WordUse
{
    None = 0,

    /// <summary>Opts out where nothing of weight is added.</summary>
    Stop = 1,

    /// <summary>A text that begins with it and goes on is held.</summary>
    FirmStop = 2,

    /// <summary>A text is held wherever it stands.</summary>
    ClearStop = 4,

    /// <summary>Opts in.</summary>
    Start = 8,

    /// <summary>Opts in where nothing at all is added.</summary>
    StartAlone = 16,

    Help = 32,
    Please = 64,
    Thanks = 128,
    About = 256,
    Asks = 512,
    Not = 1024,
    Signature = 2048,

    /// <summary>Tells the reader to send the word that follows.</summary>
    ReplyBefore = 4096,

    /// <summary>Tells the reader to send the word that precedes.</summary>
    ReplyAfter = 8192,

    /// <summary>What is to be stopped: may stand before the opt-out word.</summary>
    Subject = 16384,

    /// <summary>Makes something else of an opt-out word that follows.</summary>
    Makes = 32768,

    /// <summary>Tells that it was asked before.</summary>
    Says = 65536,

    Courtesy = Please | Thanks,
}
