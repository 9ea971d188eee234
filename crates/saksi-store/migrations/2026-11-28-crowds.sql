-- How crowded it is around a statement: 1, only its strong links hold; 2, only its surest.
ALTER TABLE crowded ADD COLUMN level INTEGER NOT NULL DEFAULT 1;
