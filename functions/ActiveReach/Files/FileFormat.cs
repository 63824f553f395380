namespace ActiveReach.Files;

public enum FileFormat
{
    Csv,
    Ndjson,
}
