namespace ActiveReach.Workspaces;

/// <summary>What kind of user a workspace or member is; it decides the mode they start in.</summary>
public enum Persona
{
    /// <summary>Plans campaigns in every detail: starts in <see cref="Mode.Advanced"/>.</summary>
    Marketer,

    /// <summary>A small business that wants a goal reached: starts in <see cref="Mode.Simple"/>.</summary>
    Smb,
}

/// <summary>Which builder a user sees; every surface reads the same switch.</summary>
public enum Mode
{
    Simple,
    Advanced,
}

/// <summary>A user's choice of persona and mode.</summary>
public sealed record ModeChoice(Persona Persona, Mode Mode)
{
    public static ModeChoice Of(Persona persona) => new(persona, persona is Persona.Smb ? Mode.Simple : Mode.Advanced);
}
