using System.Text.Json.Nodes;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>A draft in the list.</summary>
/// <param name="BaseVersion">The version it started from or was last published as; null when never published.</param>
public sealed record DraftLine(string Id, string Code, string Name, int Revision, DateTimeOffset UpdatedAt, string UpdatedByName, int? BaseVersion);

/// <summary>An edit as told to people.</summary>
/// <param name="Revision">The revision that it made.</param>
/// <param name="Words">What was done, in Chinese.</param>
/// <param name="Undone">Taken back since.</param>
public sealed record DraftChange(int Revision, DateTimeOffset At, string UserName, string Words, bool Undone);

/// <summary>A draft as one person sees it.</summary>
/// <param name="Document">A programme document as <see cref="Exchange.ProgrammeFile"/> has it.</param>
/// <param name="CanUndo">This person has an edit that can be taken back.</param>
/// <param name="CanRedo">This person has taken back an edit that can be done again.</param>
/// <param name="Recent">The last edits, newest first.</param>
public sealed record DraftView(DraftLine Row, JsonObject Document, bool CanUndo, bool CanRedo, IReadOnlyList<DraftChange> Recent);

/// <summary>The answer to an edit.</summary>
/// <param name="Revision">The revision that counts now; unchanged when refused.</param>
/// <param name="Refusal">Why not; null when done.</param>
/// <param name="Since">What others did since the revision that the edit was made on, newest first.</param>
public sealed record DraftAnswer(int Revision, Refusal? Refusal, IReadOnlyList<DraftChange> Since);
