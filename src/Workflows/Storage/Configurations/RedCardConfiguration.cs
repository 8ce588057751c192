using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class RedCardConfiguration : IEntityTypeConfiguration<RedCardRow>
{
    public void Configure(EntityTypeBuilder<RedCardRow> builder)
    {
        builder.ToTable("RedCards");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(44);
        builder.Property(r => r.CaseId).HasMaxLength(32);
        builder.Property(r => r.ProgrammeCode).HasMaxLength(40);
        builder.Property(r => r.StageId).HasMaxLength(60);
        builder.Property(r => r.StageName).HasMaxLength(100);
        builder.Property(r => r.Handler).HasMaxLength(50);
        builder.Property(r => r.Note).HasMaxLength(4000);
        builder.Property(r => r.AnsweredByName).HasMaxLength(100);
        builder.HasIndex(r => r.CaseId);
        builder.HasIndex(r => new { r.ProgrammeCode, r.SettledAt, r.RaisedAt });
    }
}
